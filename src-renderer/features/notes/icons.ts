/** The icons of the notes panel; one import each, so that the whole set is not bundled. */
export { default as Ellipsis } from '@lucide/svelte/icons/ellipsis'
export { default as ListFilter } from '@lucide/svelte/icons/list-filter'
export { default as Search } from '@lucide/svelte/icons/search'
export { default as TagIcon } from '@lucide/svelte/icons/tag'
export { default as TextSelect } from '@lucide/svelte/icons/text-select'
