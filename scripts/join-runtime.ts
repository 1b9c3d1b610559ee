/** The written files of code, by name. */
type Files = Map<string, string>

/**
 * Puts rolldown's runtime, 1 kB that it always writes as a file of its own, into React's, so that no page asks for it. Throws
 * if the files are not as rolldown writes them.
 */
export function joinRuntime(files: Files): void {
  const runtime = only(files, isRuntime)
  const react = only(files, isReact)
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
      file === react
        ? must(found, react) && `const rolldown=(()=>{${body}return{${own}}})();export{rolldown};${here}`
        : `import{rolldown}from"./${nameOf(react)}";${here}`
    // Vite's list of what to load beside a file is counted by place, so it names React's file, which is there.
    files.set(file, text.replace(imported, () => joined).replaceAll(`"./${nameOf(runtime)}"`, `"./${nameOf(react)}"`))
  }
}

/**
 * What files import once the runtime is in React's. Throws if one of them named the runtime and not, itself or by what it imports,
 * React: its own name, which browsers keep for good, would not change with that of React's file.
 */
export function afterJoining(files: readonly { fileName: string; imports?: readonly string[] }[]) {
  const imports = new Map(files.map((file) => [file.fileName, file.imports ?? []]))
  const [react = ''] = [...imports.keys()].filter((file) => isReact.test(file))
  const reaches = (file: string): boolean =>
    (imports.get(file) ?? []).some((next) => next === react || (!isRuntime.test(next) && reaches(next)))
  return files
    .filter(({ fileName }) => !isRuntime.test(fileName))
    .map(({ fileName }) => {
      const named = imports.get(fileName)!
      const usesRuntime = named.some((file) => isRuntime.test(file))
      if (usesRuntime && fileName !== react && !reaches(fileName))
        throw new Error(`${fileName} imports the runtime, and nothing of React.`)
      const others = named.filter((file) => !isRuntime.test(file))
      return { fileName, imports: usesRuntime && fileName !== react ? [...others, react] : others }
    })
}

/** Takes the line that fetches rolldown's runtime early out of index.html. Throws if there is none. */
export function withoutPreload(html: string): string {
  const line = must(/\n.*rolldown-runtime.*/.exec(html), 'index.html')
  return html.replace(line[0], '')
}

/**
 * Runs React's file by itself, before the app's: while another thread still compiles that, instead of after it. Throws if index.html has no script.
 */
export function reactFirst(html: string, files: readonly string[]): string {
  const [tag, before, , after] = must(
    /(<script type="module"[^>]* src=")([^"]*)("><\/script>)/.exec(html),
    'index.html',
  )
  const react = must(files.find((file) => isReact.test(file)) ?? null, "React's file")
  return html.replace(tag, () => `${before}./${react}${after}\n    ${tag}`)
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

const isRuntime = /^assets\/rolldown-runtime-[^/]*\.js$/
const isReact = /^assets\/react-[^/]*\.js$/
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
