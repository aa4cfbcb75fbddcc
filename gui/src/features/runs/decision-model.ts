import type { ApiProblem } from '@/api/problem'
import type { Decision, DecisionOption, DecisionRequest, Finding, Verdict } from '@/api/types'
import type { Scope } from '@/lib/permissions'

/** Approving a text inside a run takes two rights; everything else takes one. */
export function scopesFor({ kind }: Decision, option: DecisionOption): Scope[] {
  const approves = option === 'approved' && (kind === 'approval' || kind === 'final_feedback')
  return approves ? ['workflow:execute', 'content:approve'] : ['workflow:execute']
}

export type Answers = { feedback: string; replies: string[]; points: ReadonlySet<string> }

/** One point an auditor made, as a line of feedback. */
export type AuditPoint = { id: string; text: string }

export function auditPoints(verdicts: Verdict[]): AuditPoint[] {
  return verdicts.flatMap((verdict) => [
    ...verdict.issues.map((issue, index) => ({
      id: `${verdict.id}-${index}`,
      text: issue.fix ? `${issue.issue} ${issue.fix}` : issue.issue,
    })),
    ...verdict.fabrications.map(({ text, why }, index) => ({
      id: `${verdict.id}-f${index}`,
      text: why ? `“${text}”: ${why}` : `“${text}”`,
    })),
  ])
}

/** What goes to the server as feedback: answered questions, ticked points, then the person's own words. */
export function composeFeedback(
  decision: Decision,
  points: AuditPoint[],
  answers: Answers,
): string {
  const replies = decision.questions.flatMap((question, index) => {
    const reply = answers.replies[index]?.trim()
    return reply ? [`${question}\n${reply}`] : []
  })
  const ticked = points
    .filter((point) => answers.points.has(point.id))
    .map((point) => `- ${point.text}`)
  return [...replies, ticked.join('\n'), answers.feedback.trim()].filter(Boolean).join('\n\n')
}

type RequestInput = {
  decision: Decision
  option: DecisionOption
  feedback: string
  editedContent?: string
  acceptFindings: boolean
}

/** Only what the chosen option means: an edit goes along with approving or feedback, never with stopping. */
export function requestOf({
  decision,
  option,
  feedback,
  editedContent,
  acceptFindings,
}: RequestInput): DecisionRequest {
  const carriesText = option === 'approved' || option === 'feedback'
  return {
    decision_id: decision.id,
    decision: option,
    feedback: option === 'feedback' && feedback !== '' ? feedback : undefined,
    content_hash: decision.content_hash,
    edited_content: carriesText ? editedContent : undefined,
    accept_findings: option === 'approved' && acceptFindings ? true : undefined,
  }
}

export type Refusal =
  | { kind: 'made'; by?: string; at?: string; decision?: string }
  | { kind: 'outdated' }
  | { kind: 'findings'; findings: Finding[] }
  | { kind: 'field'; message: string }
  | { kind: 'other'; message: string }

/** What a refused decision means for the form. */
export function refusalOf(problem: ApiProblem): Refusal {
  const { body } = problem
  switch (problem.code) {
    case 'decision.already_made':
      return { kind: 'made', by: nameOf(body.by), at: text(body.at), decision: text(body.decision) }
    case 'decision.stale':
    case 'decision.content_changed':
    case 'run.not_awaiting':
      return { kind: 'outdated' }
    case 'decision.edit_has_blocking_findings':
      return {
        kind: 'findings',
        findings: Array.isArray(body.findings) ? (body.findings as Finding[]) : [],
      }
    case 'decision.feedback_required':
    case 'decision.feedback_too_long':
      return { kind: 'field', message: problem.message }
    default:
      return { kind: 'other', message: problem.message }
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

function nameOf(by: unknown): string | undefined {
  if (typeof by === 'string') return by
  if (by && typeof by === 'object' && 'name' in by) return text(by.name)
  return undefined
}
