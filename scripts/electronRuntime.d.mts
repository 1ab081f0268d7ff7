export function findElectron(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): string | null
export function downloadElectron(timeLimit: number): boolean
export function hasDisplay(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): boolean
export const isRoot: boolean
export function canSandbox(program: string): boolean
