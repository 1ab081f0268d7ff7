/** Starts the interface, once its theme and its shell are known. */
import './styles/index.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { App as AppState } from './state/app.svelte'
import { SettingsState } from './state/settings.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('The page has no #app.')

const settings = new SettingsState()
const app = new AppState()
// Where they cannot be read, the defaults hold, and the library says why.
await Promise.allSettled([settings.load(), app.load()])
mount(App, { target, props: { app, settings } })
