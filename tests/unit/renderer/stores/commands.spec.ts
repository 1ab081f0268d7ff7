/** The list of commands: what is registered is there for everyone who looks, and goes when its owner goes. */
import { expect, test } from '@playwright/test'
import { Commands, type Command } from '#stores/commands.svelte'
import { watch } from './watch.svelte'

const command = (id: string, rest: Partial<Command> = {}): Command => ({
  ...{ id, label: id, group: 'Window', run: () => undefined },
  ...rest,
})

test('who looks at the list sees what is registered, and that it goes', () => {
  const commands = new Commands()
  const ids = watch(() => commands.all.map(({ id }) => id))
  expect(ids.now()).toEqual([])
  const goAway = commands.register([command('open'), command('close')])
  expect(ids.now()).toEqual(['open', 'close'])
  commands.register([command('find')])
  expect(ids.now()).toEqual(['open', 'close', 'find'])
  goAway()
  expect(ids.now()).toEqual(['find'])
  expect(ids.looks).toBe(4)
  ids.stop()
})

test('an effect that registers is not run again by it', () => {
  const commands = new Commands()
  const registering = watch(() => commands.register([command('mine')]))
  commands.register([command('another')])
  expect(registering.looks).toBe(1)
  expect(commands.all.map(({ id }) => id)).toEqual(['mine', 'another'])
  registering.stop()
})

test('a command runs where it can, by its name and by its keys', () => {
  const commands = new Commands()
  const done: string[] = []
  let allowed = false
  commands.register([
    command('undo', { keys: ['Mod+Z'], run: () => done.push('undo'), enabled: () => allowed }),
    command('shown', { keys: ['J'] }),
  ])
  expect(commands.run('undo')).toBe(false)
  expect(commands.find((keys) => keys === 'Mod+Z')).toBeUndefined()
  allowed = true
  expect(commands.run('undo')).toBe(true)
  expect(commands.find((keys) => keys === 'Mod+Z')?.id).toBe('undo')
  expect(commands.run('nothing of the kind')).toBe(false)
  expect(done).toEqual(['undo'])
})
