/** Starts the interface, once its theme and its shell are known. */
import './styles/index.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { App as AppState } from '#stores/app.svelte'
import { SettingsState } from '#stores/settings.svelte'
import { guardComposition } from './ui/keys'

// Before any handler of keys is there.
guardComposition(window)

const target = document.getElementById('app')
if (!target) throw new Error('The page has no #app.')

// The face of the articles is fetched now, so that the first of them does not change its lines under the reader.
void document.fonts.load('1em "Literata Variable"')

const settings = new SettingsState()
const app = new AppState()
// Where they cannot be read, the defaults hold, and the library says why.
await Promise.allSettled([settings.load(), app.load()])
mount(App, { target, props: { app, settings } })
