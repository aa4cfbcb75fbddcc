import type { components } from './schema'

type Schemas = components['schemas']

/** The server's documents name most words of a fixed set as plain text; here the set is spelled out. */
type Narrow<T, N> = Omit<T, keyof N> & N

export type User = Schemas['User']
export type Membership = Schemas['Membership']
export type Token = Schemas['Token']
export type Me = Schemas['Me']
export type AuthConfig = Schemas['AuthConfig']
export type Session = Schemas['Session']
export type AuditEntry = Schemas['AuditEntry']
export type Notice = Schemas['Notice']
export type Impersonation = Schemas['Impersonation']
export type ImpersonationToken = Schemas['ImpersonationToken']
export type LoggedMail = Schemas['LoggedMail']
export type Passkey = Schemas['Passkey']
export type Permissions = Schemas['Permissions']

export type RunStatus =
  'queued' | 'running' | 'paused' | 'awaiting_human' | 'complete' | 'halted' | 'failed' | 'aborted'
export type DecisionKind =
  'approval' | 'questions' | 'final_feedback' | 'circuit_break' | 'audit_incomplete'
export type DecisionOption = 'approved' | 'feedback' | 'retry' | 'abort'
export type Shape = 'FULL' | 'PARTIAL' | 'OBSERVATION' | 'SHORT' | 'REVERSAL'
export type OutputType =
  'input' | 'review' | 'processed' | 'draft' | 'audit' | 'final' | 'final_audit' | 'other'
export type ProvenanceStatus =
  'verbatim' | 'supported' | 'weak' | 'unsupported' | 'framing' | 'human'

export type Awaiting = Narrow<Schemas['Awaiting'], { kind: DecisionKind }>
export type Decision = Narrow<
  Schemas['Decision'],
  {
    kind: DecisionKind
    status: 'open' | 'decided' | 'cancelled' | 'expired'
    options: DecisionOption[]
    decision?: DecisionOption
  }
>
export type RunSummary = Narrow<Schemas['RunSummary'], { status: RunStatus; awaiting?: Awaiting }>
export type Run = Narrow<
  Schemas['Run'],
  { status: RunStatus; awaiting?: Awaiting; open_decision?: Decision }
>
export type StartRunRequest = Narrow<Schemas['StartRunRequest'], { shape?: Shape }>
export type Quote = Schemas['Quote']
export type ForkRunRequest = Schemas['ForkRunRequest']
export type DecisionRequest = Narrow<Schemas['DecisionRequest'], { decision: DecisionOption }>
export type Slot = Schemas['Slot']
export type Visit = Narrow<Schemas['Visit'], { status: 'running' | 'done' }>
export type Output = Narrow<
  Schemas['Output'],
  { output_type: OutputType; author: 'agent' | 'human' }
>
export type Verdict = Schemas['Verdict']
export type Finding = Narrow<Schemas['Finding'], { severity: 'block' | 'warn' | 'info' }>
export type ProvenanceLink = Narrow<Schemas['ProvenanceLink'], { source: 'story' | 'feedback' }>
export type ProvenanceSentence = Narrow<
  Schemas['ProvenanceSentence'],
  { status: ProvenanceStatus; links: ProvenanceLink[] }
>
export type Provenance = Narrow<Schemas['Provenance'], { sentences: ProvenanceSentence[] }>
export type QualityReport = Narrow<
  Schemas['QualityReport'],
  { findings: Finding[]; provenance?: Provenance }
>
export type Invocation = Schemas['Invocation']
export type VisitPrompt = Schemas['VisitPrompt']
export type TokenBreakdown = Schemas['TokenBreakdown']
export type GraphNode = Schemas['GraphNode']
export type GraphEdge = Narrow<Schemas['GraphEdge'], { kind: 'forward' | 'retry' | 'end' }>
export type Graph = Narrow<Schemas['Graph'], { edges: GraphEdge[] }>
export type RunEvent = Schemas['Event']
export type WorkflowConfigSummary = Schemas['WorkflowConfigSummary']
export type Post = Schemas['Post']
export type PostVersion = Schemas['PostVersion']

export type Items<T> = { items: T[] }
export type Page<T> = { items: T[]; next_cursor?: string }

export type Transcription = Schemas['Transcription']
