import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

const LINES = 12

/** Says at the very end, where logs are read first, what each failed journey fell over. */
export default class Failures implements Reporter {
  private readonly failures: string[] = []

  onTestEnd(test: TestCase, result: TestResult) {
    if (result.status === test.expectedStatus || result.status === 'skipped') return
    const said = result.errors
      .map((error) => error.stack ?? error.message ?? error.value ?? '')
      .join('\n')
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[\d+m/g, '')
      .split('\n')
      .filter((line) => line.trim() && !line.includes('node_modules'))
      .slice(0, LINES)
    const times = result.retry > 0 ? ' (again)' : ''
    this.failures.push([`${test.titlePath().slice(1).join(' › ')}${times}`, ...said].join('\n    '))
  }

  onEnd() {
    if (this.failures.length > 0) {
      console.log(`What failed, in short:\n\n  ${this.failures.join('\n\n  ')}`)
    }
  }
}
