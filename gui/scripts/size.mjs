// Gates the size of what a person downloads first, screen by screen. Reads the manifest of a build made for this
// purpose, so that the shipped build carries none. Sizes are gzip, level 9, in kilobytes of 1000 bytes.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const out = join(import.meta.dirname, '../node_modules/.tmp/size')
const vite = join(import.meta.dirname, '../node_modules/vite/bin/vite.js')
execFileSync(
  process.execPath,
  [vite, 'build', '--manifest', '--outDir', out, '--emptyOutDir', '--logLevel', 'error'],
  { stdio: 'inherit' },
)
const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'))
const gzip = (file) => gzipSync(readFileSync(join(out, file)), { level: 9 }).length / 1000

/** A module and everything it needs at once; what it loads later is not counted. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const needed of manifest[key].imports ?? []) closure(needed, seen)
  return seen
}
const union = (...keys) => new Set(keys.flatMap((key) => [...closure(key)]))
const scripts = (keys) => [...keys].reduce((sum, key) => sum + gzip(manifest[key].file), 0)
const styles = (keys) =>
  [...new Set([...keys].flatMap((key) => manifest[key].css ?? []))].reduce(
    (sum, file) => sum + gzip(file),
    0,
  )

const entry = 'index.html'
const shell = union(entry, 'src/app/app-shell.tsx', 'src/app/workspace-layout.tsx')
const signIn = union(entry, 'src/app/auth-shell.tsx', 'src/features/auth/login-page.tsx')
const run = new Set([...shell, ...union('src/features/runs/run-page.tsx')])
const canvas = [...closure('src/features/runs/run-canvas.tsx')].filter((key) => !run.has(key))
const ordinary = new Set([...shell, ...union('src/features/runs/runs-page.tsx')])
const beyond = (known, key) => scripts([...closure(key)].filter((each) => !known.has(each)))
const budgets = [
  ['sign-in, all scripts', scripts(signIn), 150],
  ['shell and list of runs, all scripts', scripts(ordinary), 200],
  ['canvas of the live run', scripts(canvas), 80],
  [
    'evaluation with its charts',
    beyond(ordinary, 'src/features/evaluation/evaluation-page.tsx'),
    20,
  ],
  ['form of a fork', beyond(run, 'src/features/runs/fork/fork-dialog.tsx'), 20],
  [
    'palette',
    scripts([...closure('src/app/command-menu.tsx')].filter((key) => !shell.has(key))),
    20,
  ],
  ['styles on first load', styles(signIn), 20],
]
let over = false
for (const [name, size, limit] of budgets) {
  over ||= size > limit
  process.stdout.write(
    `${size > limit ? 'OVER' : 'ok  '} ${size.toFixed(1).padStart(6)} of ${limit} kB  ${name}\n`,
  )
}
if (process.env.SIZE_DETAIL)
  for (const key of signIn) process.stdout.write(`${gzip(manifest[key].file).toFixed(1)} ${key}\n`)
rmSync(out, { recursive: true, force: true })
if (over) process.exit(1)
