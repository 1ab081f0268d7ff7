/** The icons of the export, one import each. */
export { default as CircleCheck } from '@lucide/svelte/icons/circle-check'
export { default as Copy } from '@lucide/svelte/icons/copy'
export { default as FolderIcon } from '@lucide/svelte/icons/folder'
export { default as GitMerge } from '@lucide/svelte/icons/git-merge'
export { default as Trash2 } from '@lucide/svelte/icons/trash-2'
