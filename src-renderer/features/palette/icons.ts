/** The icons of the palette, one import each. */
export { default as Command } from '@lucide/svelte/icons/square-terminal'
export { default as FileText } from '@lucide/svelte/icons/file-text'
export { default as TextQuote } from '@lucide/svelte/icons/text-quote'
export { default as Spline } from '@lucide/svelte/icons/spline'
export { default as Hash } from '@lucide/svelte/icons/hash'
