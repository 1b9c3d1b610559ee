import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** In development the API answers inside Vite: one process, one port, the data in `.modelshelf`. */
function api(): Plugin {
  return {
    name: 'modelshelf-api',
    apply: 'serve',
    async configureServer(vite) {
      const { createApp } = await import('./server/app.ts')
      const { lockDirectory, openDb } = await import('./server/embedded/db.ts')
      const { openArtifacts } = await import('./server/embedded/store/artifacts.ts')
      const data = process.env['MODELSHELF_DATA'] ?? '.modelshelf'
      lockDirectory(data)
      const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
      const app = createApp({ db: openDb(join(data, 'modelshelf.db')), artifacts })
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
  build: { target: 'es2023' },
  server: { port: 5050 },
})
