/** Starts the gallery: every piece of `ui/` and `shared/` in its states. `?theme=dark` chooses the theme. */
import '../../src-renderer/styles/index.css'
import './gallery.css'
import { mount } from 'svelte'
import { guardComposition } from '#ui/keys'
import Gallery from './Gallery.svelte'

guardComposition(window)

const target = document.getElementById('gallery')
if (!target) throw new Error('The page has no #gallery.')

document.documentElement.dataset['theme'] = new URLSearchParams(location.search).get('theme') ?? 'light'
await document.fonts.load('1em "Literata Variable"')
mount(Gallery, { target })
