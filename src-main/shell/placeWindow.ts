/** Works out where a window shall stand: where it was, if that can still be seen and reached. */

import type { WindowState } from '#storage/libraryFolder'

/** In device-independent pixels. */
export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** The state of a window whose place is known. */
export type PlacedWindow = WindowState & { bounds: Area }

export const minimumSize = { width: 1024, height: 700 }
const usualSize = { width: 1440, height: 900 }

/** So much of the window's top strip must lie on a display for a mouse to get hold of it. */
const grip = { width: 200, height: 30 }

/**
 * The state for a new window.
 * @param saved how it was left
 * @param areas the usable area of every display
 * @param primary the usable area of the main one
 */
export function placeWindow(
  { bounds, maximized, fullscreen }: WindowState,
  areas: readonly Area[],
  primary: Area,
): PlacedWindow {
  const size = {
    width: Math.max(minimumSize.width, bounds?.width ?? Math.min(usualSize.width, primary.width)),
    height: Math.max(minimumSize.height, bounds?.height ?? Math.min(usualSize.height, primary.height)),
  }
  const reachable = bounds !== null && areas.some((area) => holdsGrip(area, bounds))
  const place = reachable ? { x: bounds.x, y: bounds.y } : centre(size, primary)
  return { bounds: { ...place, ...size }, maximized, fullscreen }
}

function holdsGrip(area: Area, bounds: Area): boolean {
  const width = Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x)
  const height = Math.min(area.y + area.height, bounds.y + grip.height) - Math.max(area.y, bounds.y)
  return width >= grip.width && height >= grip.height
}

/** A window larger than the display starts at its corner, so that the top bar can be reached. */
function centre(size: { width: number; height: number }, area: Area): { x: number; y: number } {
  return {
    x: area.x + Math.max(0, Math.round((area.width - size.width) / 2)),
    y: area.y + Math.max(0, Math.round((area.height - size.height) / 2)),
  }
}
