import { describe, expect, it } from 'vitest'
import { sampleDecision } from '@/test/samples'
import type { Verdict } from '@/api/types'
import { auditPoints, composeFeedback, requestOf, scopesFor } from './decision-model'

const verdict: Verdict = {
  id: 'v',
  state: 'final-audit',
  visit: 1,
  slot: 0,
  auditor_agent: 'a',
  auditor_persona: 'p',
  valid: true,
  deterministic: false,
  issues: [
    { severity: 'major', issue: 'The opening is long.', fix: 'Cut it.' },
    { severity: 'minor', issue: 'Two dashes.' },
  ],
  fabrications: [{ text: '40 %', why: 'It is not in the story.' }],
  questions: [],
  drafts: [],
  feedback: '',
  created_at: '2026-01-05T09:02:00Z',
}

describe('what a decision sends', () => {
  it('puts answers, ticked points and own words together', () => {
    const decision = sampleDecision({ kind: 'questions', questions: ['Who was there?', 'When?'] })
    const points = auditPoints([verdict])
    const feedback = composeFeedback(decision, points, {
      feedback: ' Shorter. ',
      replies: ['Ana and Leo', ' '],
      points: new Set(['v-0', 'v-f0']),
    })
    expect(feedback).toBe(
      'Who was there?\nAna and Leo\n\n- The opening is long. Cut it.\n- “40 %”: It is not in the story.\n\nShorter.',
    )
  })

  it('carries the edit with approving and the hash with everything', () => {
    const decision = sampleDecision()
    const base = { decision, feedback: 'Note', editedContent: 'New text', acceptFindings: true }
    expect(requestOf({ ...base, option: 'approved' })).toEqual({
      decision_id: 'decision-1',
      decision: 'approved',
      feedback: undefined,
      content_hash: 'hash-1',
      edited_content: 'New text',
      accept_findings: true,
    })
    expect(requestOf({ ...base, option: 'feedback' })).toMatchObject({
      feedback: 'Note',
      edited_content: 'New text',
      accept_findings: undefined,
    })
    expect(requestOf({ ...base, option: 'abort' })).toMatchObject({
      feedback: undefined,
      edited_content: undefined,
    })
  })

  it('needs a second right only to approve a text', () => {
    expect(scopesFor(sampleDecision(), 'approved')).toEqual(['workflow:execute', 'content:approve'])
    expect(scopesFor(sampleDecision({ kind: 'questions' }), 'approved')).toEqual([
      'workflow:execute',
    ])
    expect(scopesFor(sampleDecision(), 'feedback')).toEqual(['workflow:execute'])
  })
})
