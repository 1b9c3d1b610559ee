import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** In development the API answers inside Vite: one process, one port, configured by the environment. */
function api(): Plugin {
  return {
    name: 'modelshelf-api',
    apply: 'serve',
    async configureServer(vite) {
      const { createApp } = await import('./server/app.ts')
      const { readConfig } = await import('./server/config.ts')
      const { openBackend } = await import('./server/open-backend.ts')
      const config = readConfig([], process.env)
      if (config === 'help' || config === 'version') return // only flags ask for these
      const app = createApp({ backend: openBackend(config, process.env).backend, config })
      const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
      vite.middlewares.use((request, response, next) => {
        if (apiPaths.test(request.url ?? '')) void listener(request, response)
        else next()
      })
    },
  }
}

const apiPaths = /^\/(api|ajax-api|modelshelf|get-artifact|model-versions|health|version)([/?]|$)/

export default defineConfig({
  base: './',
  plugins: [react(), api()],
  build: {
    target: 'es2023',
    // What the first page always needs is one file: it compresses a tenth better than the two dozen shared pieces it was.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
  },
  server: { port: 5050 },
})
