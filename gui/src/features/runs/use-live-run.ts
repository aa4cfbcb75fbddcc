import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ApiProblem } from '@/api/problem'
import { foldEvent, isTerminal, type RunPicture, type Stale } from '@/api/run-events'
import { authorizedFetch } from '@/api/session'
import { fetchMissed, followRun, type Connection } from '@/api/stream'
import type { Run, RunEvent } from '@/api/types'
import { politeEvery } from '@/lib/announce'
import { eventsQuery, growingQuery, outputsQuery, runKey, runQuery, visitsQuery } from './queries'
import { sentenceOf } from './event-words'

const settleMs = 250
const announceGapMs = 3000

/** Keeps the cached readings of a run moving while its screen is open. */
export function useLiveRun(workspaceId: string, ref: string, run: Run | undefined, ready: boolean) {
  const client = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connecting')
  const [refused, setRefused] = useState<ApiProblem>()
  const id = run?.id
  const over = run ? isTerminal(run.status) : false

  useEffect(() => {
    if (!id || !ready || over) return
    const leaving = new AbortController()
    const folder = new CacheFolder(client, workspaceId, ref)
    const source = {
      url: `${location.origin}/api/v1/w/${workspaceId}/workflow-runs/${id}/events`,
      after: () => folder.lastSeq(),
      fetch: authorizedFetch,
      signal: leaving.signal,
    }
    let filling = false
    const say = politeEvery(announceGapMs)
    const onEvent = (event: RunEvent) => {
      const gap = folder.fold(event)
      const sentence = sentenceOf(event)
      if (sentence && event.seq !== undefined) say(sentence)
      if (!gap || filling) return
      filling = true
      fetchMissed({ ...source, onEvent: (missed) => folder.fold(missed) })
        // The stream itself reconnects from the last known event when this fails too.
        .catch(() => undefined)
        .finally(() => {
          filling = false
        })
    }
    void followRun({ ...source, onEvent, onConnection: setConnection, onRefused: setRefused })
    return () => {
      leaving.abort()
      folder.close()
    }
  }, [client, workspaceId, ref, id, ready, over])

  return { connection: over ? ('ended' as const) : connection, refused }
}

/** Folds events into the query cache and fetches again, after a short rest, what an event made stale. */
class CacheFolder {
  private readonly client: QueryClient
  private readonly workspaceId: string
  private readonly ref: string
  private readonly stale = new Set<Stale>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private seq: number

  constructor(client: QueryClient, workspaceId: string, ref: string) {
    this.client = client
    this.workspaceId = workspaceId
    this.ref = ref
    // The run may have been read before the events were: what lies between is folded again, harmlessly.
    const known = this.events().at(-1)?.seq ?? 0
    const read = client.getQueryData(runQuery(workspaceId, ref).queryKey)?.last_seq ?? 0
    this.seq = Math.min(known, read)
    client.setQueryData(eventsQuery(workspaceId, ref).queryKey, (events = []) =>
      events.filter((event) => (event.seq ?? 0) <= this.seq),
    )
  }

  lastSeq() {
    return this.seq
  }

  /** Answers true when an event is missing before this one. */
  fold(event: RunEvent): boolean {
    const before = this.picture()
    if (!before) return false
    const { picture, stale, gap } = foldEvent(before, event)
    if (gap) return true
    this.seq = picture.lastSeq
    this.write(before, picture)
    for (const part of stale) this.stale.add(part)
    if (this.stale.size > 0) this.timer ??= setTimeout(() => this.refresh(), settleMs)
    return false
  }

  close() {
    clearTimeout(this.timer)
    this.refresh()
  }

  private events() {
    return this.client.getQueryData(eventsQuery(this.workspaceId, this.ref).queryKey) ?? []
  }

  private picture(): RunPicture | undefined {
    const { client, workspaceId, ref } = this
    const run = client.getQueryData(runQuery(workspaceId, ref).queryKey)
    if (!run) return undefined
    return {
      run,
      visits: client.getQueryData(visitsQuery(workspaceId, ref).queryKey) ?? [],
      outputs: client.getQueryData(outputsQuery(workspaceId, ref).queryKey) ?? [],
      growing: client.getQueryData(growingQuery(workspaceId, ref).queryKey) ?? {},
      events: this.events(),
      lastSeq: this.seq,
    }
  }

  private write(before: RunPicture, after: RunPicture) {
    const { client, workspaceId, ref } = this
    if (after.run !== before.run)
      client.setQueryData(runQuery(workspaceId, ref).queryKey, after.run)
    if (after.visits !== before.visits)
      client.setQueryData(visitsQuery(workspaceId, ref).queryKey, after.visits)
    if (after.outputs !== before.outputs)
      client.setQueryData(outputsQuery(workspaceId, ref).queryKey, after.outputs)
    if (after.growing !== before.growing)
      client.setQueryData(growingQuery(workspaceId, ref).queryKey, after.growing)
    if (after.events !== before.events)
      client.setQueryData(eventsQuery(workspaceId, ref).queryKey, after.events)
  }

  private refresh() {
    this.timer = undefined
    const root = runKey(this.workspaceId, this.ref)
    for (const part of this.stale) {
      if (part === 'run') {
        void this.client.invalidateQueries({ queryKey: root, exact: true })
        void this.client.invalidateQueries({ queryKey: [this.workspaceId, 'runs'] })
      } else if (part === 'posts') {
        void this.client.invalidateQueries({ queryKey: [this.workspaceId, 'posts'] })
      } else if (part === 'quality') {
        void this.client.invalidateQueries({ queryKey: [...root, 'quality'] })
        void this.client.invalidateQueries({ queryKey: [...root, 'provenance'] })
      } else {
        void this.client.invalidateQueries({ queryKey: [...root, part] })
      }
    }
    this.stale.clear()
  }
}
