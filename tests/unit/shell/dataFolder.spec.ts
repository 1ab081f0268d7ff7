import { expect, test } from '@playwright/test'
import { join } from 'node:path'
import { defaultDataFolder } from '#shell/dataFolder'

const home = join('/', 'home', 'ada')

test('each system has its own place', () => {
  expect(defaultDataFolder('linux', {}, home)).toBe(join(home, '.config', 'Collate'))
  expect(defaultDataFolder('linux', { XDG_CONFIG_HOME: '/etc/ada' }, home)).toBe(join('/etc/ada', 'Collate'))
  expect(defaultDataFolder('darwin', {}, home)).toBe(join(home, 'Library', 'Application Support', 'Collate'))
  expect(defaultDataFolder('win32', {}, home)).toBe(join(home, 'AppData', 'Roaming', 'Collate'))
  expect(defaultDataFolder('win32', { APPDATA: 'D:\\Roaming' }, home)).toBe(join('D:\\Roaming', 'Collate'))
})
