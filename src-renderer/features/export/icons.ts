/** The icons of the export, one import each. */
export { default as FolderIcon } from '@lucide/svelte/icons/folder'
export { default as GitMerge } from '@lucide/svelte/icons/git-merge'
