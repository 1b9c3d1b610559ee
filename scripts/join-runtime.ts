/** The written files of code, by name, and what else names them: the page and the manifest. */
type Files = Map<string, string>

/**
 * Puts rolldown's runtime, 1 kB that it always writes as a file of its own, into the app's first file, so that no page asks for it. Throws
 * if the files are not as rolldown writes them.
 */
export function joinRuntime(files: Files): void {
  const runtime = only(files, /^assets\/rolldown-runtime-[^/]*\.js$/)
  const app = only(files, /^assets\/index-[^/]*\.js$/)
  const [, body, exported] = must(/^(?:\/\/.*\n)?([^]*)export\{([^}]*)\};?\s*$/.exec(files.get(runtime)!), runtime)
  files.delete(runtime)
  const own = exported!.replaceAll(/(\w+) as (\w+)/g, '$2:$1')
  const named = escaped(nameOf(runtime))
  for (const [file, text] of files) {
    const imported = new RegExp(`import\\{([^}]*)\\}from"\\./${named}";?`)
    const found = imported.exec(text)
    const names = found?.[1]!.replaceAll(' as ', ':')
    const here = `const{${names}}=rolldown;`
    const joined =
      file === app
        ? must(found, app) && `const rolldown=(()=>{${body}return{${own}}})();export{rolldown};${here}`
        : `import{rolldown}from"./${nameOf(app)}";${here}`
    // Vite's list of what to load beside a file is counted by place, so it names the app's file, which is there.
    files.set(file, text.replace(imported, () => joined).replaceAll(`"./${nameOf(runtime)}"`, `"./${nameOf(app)}"`))
  }
}

/** Takes rolldown's runtime out of the manifest, which then lists what there is. */
export function withoutRuntime(manifest: string): string {
  const entries = Object.entries(JSON.parse(manifest) as Record<string, { imports?: string[] }>) // as Vite writes it
  const others = entries.filter(([key]) => isOther(key))
  return JSON.stringify(
    Object.fromEntries(
      others.map(([key, { imports, ...rest }]) => [
        key,
        imports ? { ...rest, imports: imports.filter(isOther) } : rest,
      ]),
    ),
  )
}

const isOther = (key: string) => !key.startsWith('_rolldown-runtime-')
const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1)
const escaped = (text: string) => text.replaceAll(/[.\\*+?^${}()|[\]]/g, '\\$&')

function only(files: Files, pattern: RegExp): string {
  const found = [...files.keys()].filter((file) => pattern.test(file))
  if (found.length !== 1) throw new Error(`Expected one file like ${String(pattern)}, not ${found.length}.`)
  return found[0]!
}

function must<T>(found: T | null, file: string): T {
  if (found === null) throw new Error(`${file} is not as rolldown writes it.`)
  return found
}
