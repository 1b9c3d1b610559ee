import { afterEach, expect, test, vi } from 'vitest'
import { inBrowser, inTab } from './storage.ts'

afterEach(() => {
  inTab.remove('key')
  vi.unstubAllGlobals()
})

const full = {
  getItem: () => 'kept before',
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError')
  },
  removeItem: () => undefined,
}

const denied = () => {
  throw new DOMException('denied', 'SecurityError')
}

/** A global that throws when it is read, as where a browser blocks cookies. */
function forbid(name: string) {
  vi.stubGlobal(name, undefined)
  Object.defineProperty(globalThis, name, { configurable: true, get: denied })
}

test('a value is kept for the page where storage is full', () => {
  vi.stubGlobal('sessionStorage', full)
  expect(inTab.get('key')).toBe('kept before')
  inTab.set('key', 'chosen')
  expect(inTab.get('key')).toBe('chosen')
  inTab.remove('key')
  expect(inTab.get('key')).toBe('kept before')
})

test('a value is kept for the page where storage is forbidden', () => {
  forbid('sessionStorage')
  expect(inTab.get('key')).toBeUndefined()
  inTab.set('key', 'chosen')
  expect(inTab.get('key')).toBe('chosen')
  expect(inBrowser.get('key')).toBeUndefined()
})

test('what storage takes again is read from there', () => {
  const values = new Map<string, string>()
  vi.stubGlobal('sessionStorage', full)
  inTab.set('key', 'first')
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
  })
  inTab.set('key', 'second')
  values.set('key', 'of another tab')
  expect(inTab.get('key')).toBe('of another tab')
})

test('servers that are paths of one origin keep their own', () => {
  const items = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  })
  inBrowser.set('key', 'of the root')
  vi.stubGlobal('window', { pathInNames: ' /team/' })
  expect(inBrowser.get('key')).toBeUndefined()
  inBrowser.set('key', 'of the team')
  expect([...items]).toEqual([
    ['key', 'of the root'],
    ['key /team/', 'of the team'],
  ])
  inBrowser.remove('key')
  expect([...items.keys()]).toEqual(['key'])
})
