// npm test: installs what is missing (packages, browser, Python), runs every check, and ends with one line of counts.
//   node scripts/test.mjs          all of it
//   node scripts/test.mjs check    types, lint, format, unit tests, build: needs neither browser nor Python
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { failedTests } from './failed-tests.mjs'
import { installPackages, ourNode, root, withOurNode } from './install.mjs'
import { robustnessTable } from './robustness.mjs'
import { makeVenv } from './venv.mjs'

const only = process.argv[2]
const total = { passed: 0, failed: 0, skipped: 0 }
const summary = []
const failures = []

installPackages()
const node = ourNode()
const env = withOurNode(process.env)
const reports = join(root, 'test-results')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

step('types', tool('typescript', 'tsc'), ['-b'])
step('lint', tool('oxlint', 'oxlint'), ['--deny-warnings'])
step('format', tool('oxfmt', 'oxfmt'), ['--check', '.'])
vitest('unit', [])
silentStep('build', tool('vite', 'vite'), ['build', '--configLoader', 'native', '--logLevel', 'warn']) // as npm start builds
step('compress', join('scripts', 'compress.mjs'), [])

if (only !== 'check') {
  // Empty means not found; the tests then report that they are skipped.
  env.MODELSHELF_PYTHON = makeVenv('3') ?? ''
  env.MODELSHELF_PYTHON_3_18 = makeVenv('3.18') ?? ''
  env.MODELSHELF_PYTHON_2 = makeVenv('2') ?? ''
  env.MODELSHELF_PYTHON_1 = makeVenv('1') ?? ''
  if (!env.MODELSHELF_PYTHON)
    shout('No Python 3.11 or newer: every test with the real MLflow client or server is skipped.')
  else {
    if (!makeVenv('cloud'))
      shout(
        'No S3 server from PyPI: mlflow-3 runs on SQLite, files and without accounts; nothing is tried in front of 3.18.',
      )
    if (!makeVenv('auth-3') || (env.MODELSHELF_PYTHON_2 && !makeVenv('auth-2')))
      shout('Flask-WTF can’t be installed: every test with MLflow’s AuthServiceClient is skipped.')
    if (!env.MODELSHELF_PYTHON_3_18) shout('mlflow 3.18 can’t be installed: every test with its client is skipped.')
    if (!env.MODELSHELF_PYTHON_2) shout('No Python 3.11 to 3.13: every test with MLflow 2.22 is skipped.')
    if (!env.MODELSHELF_PYTHON_1) shout('No Python 3.11: every test with the MLflow client 1.30 is skipped.')
  }

  const browser = findBrowser()
  if (browser) {
    env.MODELSHELF_BROWSER = browser
    playwright()
  } else {
    shout('Found and installed no Chromium: the end-to-end tests cannot run.')
    count('e2e', { passed: 0, failed: 1, skipped: 0 })
  }
  vitest('conformance', ['--config', 'conformance/vitest.config.ts'])

  const { shown, missing } = robustnessTable()
  console.log(
    `\n── robustness: test-results/robustness.md says what was sent and answered${missing.map((row) => `\nno passed test shows ${row}`).join('')}`,
  )
  count('robustness', { passed: shown, failed: missing.length, skipped: 0 })
}

console.log(`\n${[...summary, ...failures.map((line) => `failed: ${line}`)].join('\n')}\n`)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 ? 1 : 0

/** The script of a package's command. npx would run it on the packaged Node, whatever else there is. */
function tool(name, command) {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

function run(name, script, args, more = {}) {
  console.log(`\n── ${name}`)
  const how = { cwd: root, env: { ...env, ...more }, stdio: 'inherit', shell: false }
  return spawnSync(node, [script, ...args], how).status === 0
}

/** A command that passes or fails as a whole. */
function step(name, script, args) {
  const ok = run(name, script, args)
  count(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })
}

/** A command that prints nothing but warnings, and so fails if it prints anything. */
function silentStep(name, script, args) {
  console.log(`\n── ${name}`)
  const { status, stdout, stderr } = spawnSync(node, [script, ...args], { cwd: root, env, encoding: 'utf8' })
  const printed = `${stdout}${stderr}`.trim()
  if (printed) console.log(printed)
  const ok = status === 0 && !printed
  if (status === 0 && printed) failures.push(`${name}: it printed the warnings above`)
  count(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })
}

function vitest(name, args) {
  const file = join(reports, `${name}.json`)
  const ok = run(name, tool('vitest', 'vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ])
  const report = read(file)
  failures.push(...failedTests(report, root))
  const failed = report?.numFailedTests ?? 0
  // A file that fails to load has no failed test, but the exit code shows it.
  count(name, {
    passed: report?.numPassedTests ?? 0,
    failed: ok ? failed : Math.max(1, failed),
    skipped: report?.numPendingTests ?? 0,
  })
}

function playwright() {
  const file = join(reports, 'e2e.json')
  const ok = run('e2e', tool('@playwright/test', 'playwright'), ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  // The traces of the run itself have no pictures of the pages, which would take a sixth of its time.
  if (!ok)
    run('e2e: failed tests again, to record whole traces', tool('@playwright/test', 'playwright'), [
      'test',
      '--last-failed',
      '--trace=on',
      '--max-failures=5',
      '--reporter=list',
    ])
  const report = read(file)
  failures.push(...failedTests(report, root))
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {}
  count('e2e', { passed: expected, failed: ok ? unexpected + flaky : Math.max(1, unexpected + flaky), skipped })
}

function count(name, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key]
  summary.push(`${name.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // the run died before writing a report, which its exit code shows
  }
}

function shout(text) {
  console.log(`\n${'!'.repeat(text.length)}\n${text}\n${'!'.repeat(text.length)}`)
}
