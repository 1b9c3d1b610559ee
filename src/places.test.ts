import { beforeEach, expect, test, vi } from 'vitest'

/** The module as a page that was just loaded has it, over what the browser keeps. */
const newPage = async () => {
  vi.resetModules()
  return import('./places.ts')
}

function fakeStorage(most = Infinity): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > most) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, text)
    },
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
}

beforeEach(() => {
  vi.stubGlobal('localStorage', fakeStorage())
  vi.stubGlobal('sessionStorage', fakeStorage())
  return () => vi.unstubAllGlobals()
})

test('keeps the newest pages once each, under their last titles, without missing ones', async () => {
  const { notePlace, recentPlaces } = await newPage()
  for (let at = 0; at < 12; at += 1) notePlace({ title: `page ${at}`, path: `/${at}` })
  notePlace({ title: 'Run 1', path: '/9' })
  notePlace({ title: 'forest', path: '/9' })
  notePlace({ title: 'Not found', path: '/8' })
  expect(recentPlaces().map(({ title }) => title)).toEqual([
    'forest',
    'page 11',
    'page 10',
    'page 7',
    'page 6',
    'page 5',
    'page 4',
  ])
  expect(localStorage.length).toBe(0) // nobody is known to be the owner
})

test('shows a person what was open before a reload, and in another tab', async () => {
  const [before, other] = [await newPage(), await newPage()]
  for (const page of [before, other]) page.placesBelongTo('ada', true)
  before.notePlace({ title: 'churn', path: '/models/churn' })
  other.notePlace({ title: 'fares', path: '/models/fares' })
  const after = await newPage()
  after.notePlace({ title: 'Models', path: '/models' }) // before it is known who it is
  after.placesBelongTo('ada', true)
  const expected = ['Models', 'fares', 'churn']
  for (const page of [after, before]) expect(page.recentPlaces().map(({ title }) => title)).toEqual(expected)
})

test('shows nobody what another person opened, and deletes it', async () => {
  const page = await newPage()
  page.placesBelongTo('ada', true)
  page.notePlace({ title: 'secret', path: '/models/secret' })
  const open = await newPage() // of ada, while bo signs in in another tab
  open.placesBelongTo('ada', true)
  page.placesBelongTo('bo', true)
  expect([page.recentPlaces(), open.recentPlaces()]).toEqual([[], []])
  expect(localStorage.getItem('modelshelf-places')).not.toContain('secret')
  open.notePlace({ title: 'late', path: '/models/late' })
  expect(page.recentPlaces()).toEqual([])
})

test('forgets everything when somebody signs out', async () => {
  for (const beyondTab of [true, false]) {
    const page = await newPage()
    page.placesBelongTo('ada', beyondTab)
    page.notePlace({ title: 'churn', path: '/models/churn' })
    expect([localStorage.length, sessionStorage.length]).toEqual(beyondTab ? [1, 0] : [0, 1])
    page.forgetPlaces()
    expect([localStorage.length, sessionStorage.length, page.recentPlaces().length]).toEqual([0, 0, 0])
  }
})

test.each([
  '',
  '{',
  'null',
  '7',
  '{"of":"ada"}',
  '{"of":"ada","places":[{"title":"x"}]}',
  '{"of":"ada","places":[{"title":"x","path":"https://evil.example"}]}',
  '{"of":"ada","places":[{"title":"x","path":"//evil.example"}]}',
])('ignores %s where places are kept', async (kept) => {
  localStorage.setItem('modelshelf-places', kept)
  const page = await newPage()
  page.placesBelongTo('ada', true)
  expect(page.recentPlaces()).toEqual([])
})

test('works without storage, and when it is full', async () => {
  const full = await newPage()
  vi.stubGlobal('localStorage', fakeStorage(50))
  full.placesBelongTo('ada', true)
  vi.stubGlobal('localStorage', undefined)
  const none = await newPage()
  none.placesBelongTo('ada', true)
  for (const page of [full, none]) {
    page.notePlace({ title: 'a', path: '/a' })
    page.notePlace({ title: 'b', path: '/b' })
    expect(page.recentPlaces().map(({ title }) => title)).toEqual(['b', 'a'])
  }
})
