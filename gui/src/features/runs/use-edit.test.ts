import { expect, it } from 'vitest'
import type { Finding } from '@/api/types'
import { applyFix } from './use-edit'

/** As the server finds it; the same numbers as in StyleCheckTests. */
const dash: Finding = {
  index: 0,
  dismissed: false,
  check: 'punct.dash',
  severity: 'block',
  start: 14,
  end: 15,
  text: '—',
  message: 'A dash.',
  fix: { start: 13, end: 16, replacement: ', ' },
}

it('mends exactly what a check found behind emoji', () => {
  expect(applyFix('🚀👍🏽 We won — at last.', dash)).toBe('🚀👍🏽 We won, at last.')
  expect(applyFix('👍🏽 We won — at last.', dash)).toBeUndefined()
})
