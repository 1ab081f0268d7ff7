import type { Linter } from 'eslint'

interface Room {
  name: string
  alias: string | null
  files: string[]
  may: string[]
  packages: string[] | 'any'
  node: boolean
}
export const rooms: readonly Room[]
export const roomConfigs: Linter.Config[]
