/** Where the library lies when nobody names a folder: the same place for the desktop application and the command line. */
import { homedir } from 'node:os'
import { join, sep } from 'node:path'

/** The name of the folder, which is the name that Electron gives its user-data folder. */
const folderName = 'Collate'

/** The data folder of this user, by the custom of the system. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', folderName)
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), folderName)
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), folderName)
}

/** A folder's path as people write it: `~` for their home. */
export function displayPath(folder: string, home: string = homedir()): string {
  return folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder
}
