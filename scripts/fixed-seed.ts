import { configureGlobal } from 'fast-check'

// Vitest's setup: generated tests are the same in every run, so that a red one is red again. `npm run soak` draws anew.
if (!process.env['MODELSHELF_SOAK']) configureGlobal({ seed: 20_261_121 })
