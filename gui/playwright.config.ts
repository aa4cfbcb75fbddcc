import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { defineConfig } from '@playwright/test'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Journeys in a real browser against the server at BASE_URL; no browser is downloaded. */
export default defineConfig({
  testDir: 'e2e',
  // It tells times and judges nothing, so it is no check; MEASURE=1 asks for it.
  testIgnore: process.env.MEASURE === '1' ? [] : 'board-speed.spec.ts',
  // Every journey has a person and a workspace of its own.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A journey that fails once is told as flaky and walked once more; one that fails twice ends the run.
  retries: 1,
  reporter: [
    ['list'],
    ['html', { outputFolder: 'e2e/report', open: 'never' }],
    ['./e2e/failures.ts'],
  ],
  use: {
    baseURL: process.env.BASE_URL ?? 'http://localhost:8080',
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    // Recording what every journey does takes a fifth of their time, so only second tries are recorded.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM || chromiumOnPath(), args: flags },
  },
  projects: [
    // Each step of these is looked at in the dark too.
    { name: 'light', use: { colorScheme: 'light' } },
    {
      name: 'phone',
      use: {
        colorScheme: 'light',
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      },
      grep: /@phone/,
    },
  ],
})

function chromiumOnPath(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, 'chromium')
    if (existsSync(file)) return file
  }
  throw new Error('No browser: put "chromium" on the PATH or its path into CHROMIUM.')
}
