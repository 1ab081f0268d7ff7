/** The icons of the review. */
export { default as FileDiff } from '@lucide/svelte/icons/file-diff'
export { default as X } from '@lucide/svelte/icons/x'
