/** Works out where a window shall stand: where it was, if that can still be seen and reached. */

/** In device-independent pixels. */
export interface Area {
  x: number
  y: number
  width: number
  height: number
}

export interface WindowState {
  /** The place and size when neither maximised nor full screen. */
  bounds: Area
  maximized: boolean
  fullscreen: boolean
}

export const minimumSize = { width: 1024, height: 700 }
const usualSize = { width: 1440, height: 900 }

/** So much of the window's top strip must lie on a display for a mouse to get hold of it. */
const grip = { width: 200, height: 30 }

/**
 * The state for a new window.
 * @param saved how it was left, or null
 * @param areas the usable area of every display
 * @param primary the usable area of the main one
 */
export function placeWindow(saved: WindowState | null, areas: readonly Area[], primary: Area): WindowState {
  const size = {
    width: Math.max(minimumSize.width, saved?.bounds.width ?? Math.min(usualSize.width, primary.width)),
    height: Math.max(minimumSize.height, saved?.bounds.height ?? Math.min(usualSize.height, primary.height)),
  }
  const reachable = saved !== null && areas.some((area) => holdsGrip(area, saved.bounds))
  const place = reachable ? { x: saved.bounds.x, y: saved.bounds.y } : centre(size, primary)
  return {
    bounds: { ...place, ...size },
    maximized: saved?.maximized ?? false,
    fullscreen: saved?.fullscreen ?? false,
  }
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
