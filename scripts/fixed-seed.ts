import { configureGlobal } from 'fast-check'

// Setup of Vitest: generated tests are the same in every run, so that failures can be repeated. `npm run soak` uses new seeds.
if (!process.env['MODELSHELF_SOAK']) configureGlobal({ seed: 20_261_121 })
