import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * In development the API answers inside Vite: one process, one port, configured by the environment. index.html gets what
 * the server would write into it, so that every address of the app can be opened. A base path is for behind a proxy only.
 */
function api(): Plugin {
  let opened: { page: (html: string) => Promise<string>; close: () => void } | undefined
  return {
    name: 'modelshelf-api',
    apply: 'serve',
    async configureServer(vite) {
      const { createApp } = await import('./server/app.ts')
      const { readConfig } = await import('./server/config.ts')
      const { openBackend } = await import('./server/open-backend.ts')
      const { pageTemplate } = await import('./server/page.ts')
      const { previewInfo } = await import('./server/preview.ts')
      const { version } = await import('./server/version.ts')
      const config = readConfig([], process.env)
      if (config === 'help' || config === 'version') return // only flags ask for these
      const inRoot = { ...config, basePath: '' }
      const { backend, close } = openBackend(inRoot, process.env)
      opened = {
        close,
        // Vite's own page has no policy that would ask for a nonce.
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
 * Has Chromium compile a file while it arrives, beside the main thread, and not function by function when each is called:
 * code is split so that what is fetched is what is needed. The comment counts only as a file's first line.
 */
function compiledAhead(): Plugin {
  return {
    name: 'modelshelf-compiled-ahead',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk') file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
      },
    },
  }
}

const apiPaths = /^\/(api|ajax-api|modelshelf|get-artifact|model-versions|health|version)([/?]|$)/

export default defineConfig({
  base: './',
  plugins: [react(), api(), compiledAhead()],
  build: {
    target: 'es2023',
    // What the first page always needs is one file: it compresses a tenth better than the two dozen shared pieces it was.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
  },
  server: { port: 5050 },
})
