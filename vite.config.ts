import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serializeStyles } from '@emotion/serialize'
import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { checkNoCircle, fileOf, inReactsFile } from './scripts/code-splitting.ts'
import { COPY, copiedMarkdown } from './scripts/copied-markdown.ts'
import { afterJoining, joinRuntime, reactFirst, withoutPreload, withoutRuntime } from './scripts/join-runtime.ts'
import { flatRules } from './src/ui/styles/flat-rules.ts'

/**
 * Runs the API inside Vite in development: one process, one port, configured by the environment. Writes the same data into
 * index.html as the server does, so that every URL of the app opens. A base path works only behind a proxy.
 */
function api(): Plugin {
  let opened: { page: (html: string) => Promise<string>; close: () => void } | undefined
  return {
    name: 'modelshelf-api',
    apply: 'serve',
    async configureServer(vite) {
      const { createApp } = await import('./server/app.ts')
      const { readConfig } = await import('./server/config/config.ts')
      const { openBackend } = await import('./server/open-backend.ts')
      const { pageTemplate } = await import('./server/page/document.ts')
      const { previewInfo } = await import('./server/preview.ts')
      const { version } = await import('./server/version.ts')
      const config = readConfig([], process.env)
      if (config === 'help' || config === 'version') return // impossible without flags
      const { host } = vite.config.server // of `vite --host`, which serves the API as well
      const inRoot = { ...config, basePath: '', ...(host && { host: host === true ? '0.0.0.0' : host }) }
      const { backend, close } = openBackend(inRoot, process.env)
      opened = {
        close,
        // Vite's own page has no CSP, so it needs no nonce.
        page: async (html) => {
          const own = { basePath: '', version, previews: previewInfo(inRoot) }
          return pageTemplate(html)('', { ...own, ...(await backend.info()) })
        },
      }
      const app = createApp({ backend, config: inRoot })
      const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
      vite.middlewares.use((request, response, next) => {
        if (apiPaths.test(request.url ?? '')) void listener(request, response)
        else next()
      })
    },
    transformIndexHtml: { order: 'pre', handler: (html) => opened?.page(html) },
    buildEnd: () => opened?.close(),
  }
}

/**
 * Makes Chromium compile a file off the main thread while it arrives, instead of each function when it is called: code is
 * split so that nearly everything fetched is used. The comment counts only as a file's first line.
 */
function compiledAhead(): Plugin {
  return {
    name: 'modelshelf-compiled-ahead',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        checkNoCircle(Object.values(bundle))
        for (const file of Object.values(bundle))
          if (file.type === 'chunk') file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
      },
    },
  }
}

/** Writes one file less for every page: rolldown's runtime is in React's. */
function runtimeBesideReact(): Plugin {
  return {
    name: 'modelshelf-runtime-beside-react',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const path = (file: string) => join(dir, file)
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const code = chunks.map(({ fileName }) => fileName)
      const files = new Map(code.map((file) => [file, readFileSync(path(file), 'utf8')]))
      checkNoCircle(afterJoining(chunks))
      joinRuntime(files)
      for (const file of code)
        if (files.has(file)) writeFileSync(path(file), files.get(file)!)
        else rmSync(path(file))
      const rewrite = (file: string, change: (text: string) => string) =>
        writeFileSync(path(file), change(readFileSync(path(file), 'utf8')))
      rewrite('index.html', (html) => reactFirst(withoutPreload(html), code))
      rewrite('.vite/manifest.json', withoutRuntime)
    },
  }
}

/** Stops the build if the documents of pages name code that it did not write: it would come one step later. */
function namedCodeIsBuilt(): Plugin {
  return {
    name: 'modelshelf-named-code-is-built',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const { codeNames } = await import('./server/page/code.ts')
      // Other people's grammars of highlighted code have names too.
      const built = new Set(
        Object.values(bundle).map((file) =>
          file.type === 'chunk' && !file.facadeModuleId?.includes('node_modules') ? file.name : undefined,
        ),
      )
      const missing = codeNames.filter((name) => !built.has(name))
      if (missing.length > 0) throw new Error(`server/page/code.ts names code that is not built: ${missing.join(', ')}`)
    },
  }
}

/** Leaves out a module that the app does not need, with `code` instead: one for each copy of what imports it (copied-markdown.ts). */
function without(what: string, isIt: (id: string, importer: string) => boolean, code: string): Plugin {
  const name = `\0without-${what}`
  return {
    name: `modelshelf-without-${what}`,
    apply: 'build',
    enforce: 'pre',
    resolveId: (id, importer = '') => (isIt(id, importer) ? name + (importer.endsWith(COPY) ? COPY : '') : undefined),
    load: (id) => (id.startsWith(name) ? code : undefined),
  }
}

/** How React calls the attributes of SVG, of which Markdown draws none: src/ui/markdown/known-tags.ts has no such tag. */
const withoutSvgNames = () =>
  without(
    'svg-names',
    (id, importer) => id === './lib/svg.js' && importer.includes('property-information'),
    'export const svg = { property: {}, normal: {} }',
  )

/** The inputs of MUI's TextField and Select that no form here has: all are outlined. */
const withoutOtherInputs = () =>
  without(
    'other-inputs',
    (id, importer) =>
      /^\.\.\/(Filled)?Input\/index\.mjs$/.test(id) && /material.(TextField|Select).\w+\.mjs$/.test(importer),
    "export default function None() { throw new Error('vite.config.ts leaves this input out') }",
  )

/** The ripple of MUI's buttons, which src/theme.ts turns off. */
const withoutRipple = () =>
  without('ripple', (id, importer) => id === './TouchRipple.mjs' && inMui(importer), 'export default () => null')

/** The themes that MUI makes at start for what is outside of a ThemeProvider: nothing is. */
const withoutOtherThemes = () => [
  without('default-theme', (id, importer) => id === './defaultTheme.mjs' && inMui(importer), 'export default {}'),
  without(
    'theme-of-boxes',
    (id, importer) => id === '../styles/index.mjs' && /material.Box.Box\.mjs$/.test(importer),
    'export const createTheme = () => ({})',
  ),
]
const inMui = (importer: string) => importer.includes('@mui')

/** Writes the variables of src/theme.ts as CSS when the app is built, instead of in each browser. */
function themeVariables(): Plugin {
  const name = 'virtual:theme-variables'
  return {
    name: 'modelshelf-theme-variables',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined
      const { theme } = await import('./src/theme.ts')
      const { styles } = serializeStyles([theme.generateStyleSheets()])
      return `export default ${JSON.stringify(flatRules('', styles).join(''))}`
    },
  }
}

/** Puts src/before-app.js into index.html: as a file it would hold up the page. The server permits it by its hash. */
function beforeApp(): Plugin {
  const file = join(import.meta.dirname, 'src/before-app.js')
  return {
    name: 'modelshelf-before-app',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html.replace(
          '<!--before-app-->',
          () =>
            `<script>${readFileSync(file, 'utf8')
              .replaceAll('\r\n', '\n')
              .replaceAll(/^\s*\/\/.*\n/gm, '')}</script>`,
        ),
    },
  }
}

const apiPaths = /^\/(api|ajax-api|modelshelf|get-artifact|model-versions|health|version)([/?]|$)/

export default defineConfig({
  base: './',
  plugins: [
    withoutSvgNames(),
    withoutOtherInputs(),
    withoutRipple(),
    withoutOtherThemes(),
    copiedMarkdown(),
    react(),
    api(),
    themeVariables(),
    beforeApp(),
    compiledAhead(),
    namedCodeIsBuilt(),
    runtimeBesideReact(),
  ],
  // Emotion's own, with a compiler of CSS, is imported by @emotion/react and would be in every first load.
  resolve: { alias: { '@emotion/cache': join(import.meta.dirname, 'src/ui/styles/emotion-cache.ts') } },
  build: {
    target: 'es2023',
    // Charts and previews are loaded when they are needed; e2e/every-page/budget.spec.ts holds what each page costs.
    chunkSizeWarningLimit: 2000,
    manifest: true, // for the server, which names each page's files in index.html
    // One file for everything that every page needs, and few for each page: each costs a request and compresses worse.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: 'react', test: inReactsFile, priority: 1 }, { name: fileOf(/src.routes\.tsx$/) }],
        },
      },
      checks: { pluginTimings: false }, // a warning that only a busy machine prints
    },
  },
  server: { port: 5050 },
})
