/** The icons of adding articles. */
export { default as CircleAlert } from '@lucide/svelte/icons/circle-alert'
export { default as CircleCheck } from '@lucide/svelte/icons/circle-check'
export { default as Copy } from '@lucide/svelte/icons/copy'
export { default as FileText } from '@lucide/svelte/icons/file-text'
export { default as Folder } from '@lucide/svelte/icons/folder'
export { default as FolderX } from '@lucide/svelte/icons/folder-x'
