/** The icons of the frame, one import each. */
export { default as Download } from '@lucide/svelte/icons/download'
export { default as HardDrive } from '@lucide/svelte/icons/hard-drive'
export { default as PanelRight } from '@lucide/svelte/icons/panel-right'
export { default as Settings2 } from '@lucide/svelte/icons/settings-2'
export { default as Square } from '@lucide/svelte/icons/square'
export { default as SunMoon } from '@lucide/svelte/icons/sun-moon'
export { default as Restore } from '@lucide/svelte/icons/copy'
export { default as Wrench } from '@lucide/svelte/icons/wrench'
