import { WORKSPACE_HEADER } from '#contract/workspaces.ts'
import { paths } from '../../paths.ts'
import { shell } from './quote.ts'
import type { Recipe, Subject } from './recipe-list.ts'

/** Where a pipeline runs. */
export const runners = [
  ['shell', 'Plain shell'],
  ['github', 'GitHub Actions'],
  ['gitlab', 'GitLab CI'],
] as const
export type Runner = (typeof runners)[number][0]

/** How the pipeline reaches this server, besides its address. */
export type Access = { signIn: SignIn; workspace?: string | undefined }

/** How it signs in: with a token of an account here, with an account of MLflow, or not. */
export type SignIn = 'token' | 'password' | 'none'

/** A script for a POSIX shell with curl, and what it is in a pipeline. */
type Job = { title: string; note: string; id: string; name: string; script: string }

export function pipelineRecipes(subject: Subject, runner: Runner, access: Access): Recipe[] {
  const { signIn } = access
  return [waitForApproval(subject, access), gate(subject, access)].map(({ title, note, ...job }) => ({
    title,
    note: `${note} ${secrets[signIn]}`.trim(),
    code: writers[runner](job, signIn),
    what: title.toLowerCase(),
  }))
}

const secrets: Record<SignIn, string> = {
  token: 'MLFLOW_TRACKING_TOKEN is a token of an account: make a service account, and keep the token as a secret.',
  password:
    'MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD are an account of the MLflow server: keep them as secrets.',
  none: '',
}

function waitForApproval({ trackingUri, name, version }: Subject, access: Access): Job {
  const query = new URLSearchParams({ name, version }).toString()
  const body = JSON.stringify({ name, version, stage: 'Production', comment: 'Requested by a pipeline.' })
  return {
    title: 'Wait for approval',
    note: 'Requests that this version moves to Production, and waits until it is approved or rejected.',
    id: 'approval',
    name: 'Wait for approval',
    script: `${start(trackingUri, access)}
call -H 'Content-Type: application/json' -d ${quoted(body)} \\
  "$api/transition-requests/create" > /dev/null
echo "Waiting for approval: $shelf${paths.version({ name, version })}"
while
  open=$(call "$api/transition-requests/list?${query}") || exit 1
  printf '%s' "$open" | grep -q '"to_stage":"Production"'
do sleep "\${POLL_SECONDS:-30}"; done
${stageOf(query)}
if [ "$stage" != Production ]; then
  echo 'Version ${version} was not approved.' >&2
  exit 1
fi
echo 'Version ${version} is in Production.'`,
  }
}

function gate({ trackingUri, name, version }: Subject, access: Access): Job {
  const query = new URLSearchParams({ name, version, stage: 'Production' }).toString()
  return {
    title: 'Gate in a pipeline',
    note: 'Fails the pipeline unless this version meets the policy for Production, approvals included.',
    id: 'gate',
    name: 'Check the policy',
    script: `${start(trackingUri, access)}
check=$(call "$shelf/modelshelf/policy/check?${query}")
case $check in
  *'"missing":[]'*) echo 'Version ${version} may go to Production.' ;;
  *)
    echo 'Version ${version} needs, before it goes to Production:' >&2
    printf '%s' "$check" | grep -o '"text":"[^"]*"' | cut -d '"' -f 4 >&2
    exit 1 ;;
esac`,
  }
}

/** Defines `$api` and `call`, which shows what the server says when it refuses. */
export const start = (trackingUri: string, { signIn, workspace }: Access) =>
  `set -eu
shelf=${quoted(trackingUri)}
api=$shelf/api/2.0/mlflow
call() {
  answer=$(curl --fail-with-body -sS --retry 5 ${inWorkspace(workspace)}${credentials[signIn]}"$@") ||
    { printf '%s\\n' "$answer" >&2; return 1; }
  printf '%s\\n' "$answer"
}
`

const inWorkspace = (name: string | undefined) =>
  name === undefined ? '' : `-H ${quoted(`${WORKSPACE_HEADER}: ${name}`)} `

const credentials: Record<SignIn, string> = {
  token: '--oauth2-bearer "$MLFLOW_TRACKING_TOKEN" ',
  password: '--user "$MLFLOW_TRACKING_USERNAME:$MLFLOW_TRACKING_PASSWORD" ',
  none: '',
}

const stageOf = (query: string) =>
  `stage=$(call "$api/model-versions/get?${query}" | grep -o '"current_stage": *"[^"]*"' | cut -d '"' -f 4)`

/** Quotes text that both systems leave alone: GitHub would replace what is in \${{ }}. */
export const quoted = (text: string) => shell(text.replaceAll('${{', '$\\u007b{'))

const indented = (text: string, spaces: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces))

const variablesOf: Record<SignIn, readonly string[]> = {
  token: ['MLFLOW_TRACKING_TOKEN'],
  password: ['MLFLOW_TRACKING_USERNAME', 'MLFLOW_TRACKING_PASSWORD'],
  none: [],
}

const writers: Record<Runner, (job: Omit<Job, 'title' | 'note'>, signIn: SignIn) => string> = {
  shell: ({ script }) => script,
  github: ({ id, name, script }, signIn) => {
    const env = variablesOf[signIn].map((it) => `      ${it}: \${{ secrets.${it} }}\n`).join('')
    return `on: workflow_dispatch
jobs:
  ${id}:
    runs-on: ubuntu-latest
    timeout-minutes: 360
${env && `    env:\n${env}`}    steps:
      - name: ${name}
        run: |
${indented(script, 10)}`
  },
  // Its variables reach the script by themselves.
  gitlab: ({ id, script }) => `${id}:
  image: curlimages/curl:latest
  timeout: 6h
  script:
    - |
${indented(script, 6)}`,
}
