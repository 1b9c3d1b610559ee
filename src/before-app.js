// Servers on paths of one origin share its storage, so the names of what each keeps end with its path (src/storage.ts).
const path = new URL('.', document.baseURI).pathname
window.pathInNames = path === '/' ? '' : ` ${path}`
// Runs before the first paint, so that a dark page never flashes white. MUI keeps the choice under this key.
const mode = localStorage.getItem(`mui-mode${window.pathInNames}`) || 'system'
const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')
// A page opened as `https://user:password@…` would load the app twice, request nothing, and show the password in the
// tracking URI. `location` has neither, and the browser still knows them.
if (new URL(document.baseURI).username || new URL(document.baseURI).password) location.replace(location.href)
// The page's first calls start now, beside the code; src/api/caller/early-calls.ts takes their answers. Not where requests need headers.
const firstCalls = sessionStorage.getItem(`modelshelf-sign-in${window.pathInNames}`)
  ? []
  : document.querySelectorAll('meta[name="first-call"]')
window.earlyCalls = Array.from(firstCalls, ({ content: url, dataset: { body, range } }) => {
  const how = body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body } : {}
  const answer = fetch(new URL(url, document.baseURI), {
    redirect: 'manual',
    ...(range && { headers: { Range: range } }),
    ...how,
  })
  answer.catch(() => {}) // the app asks again
  return [[url, body ?? range].filter(Boolean).join(' '), answer]
})
