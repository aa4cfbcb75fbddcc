import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '@/api/session'
import type { Transcription } from '@/api/types'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { SpeakPanel } from './speak-panel'

const base = `/api/v1/w/${workspaceId}/transcribe`
const availability = {
  available: true,
  videos_available: false,
  max_bytes: 25 * 1024 * 1024,
  max_seconds: 3600,
  extensions: ['mp3', 'wav', 'webm'],
}
const asked: Transcription = {
  id: '0190a000-0000-7000-8000-0000000000aa',
  status: 'queued',
  source_type: 'upload',
  source_info: { filename: 'walk.mp3', bytes: 4, mime: 'audio/mpeg' },
  provider: 'groq',
  model: 'whisper-large-v3',
  user_id: '0190a000-0000-7000-8000-0000000000bb',
  created_at: '2026-01-01T00:00:00Z',
}
const ended = { ...asked, status: 'succeeded', finished_at: '2026-01-01T00:00:09Z' }

function Story({ story: given }: { story: string }) {
  const [story, setStory] = useState(given)
  return (
    <>
      <SpeakPanel story={story} onStory={setStory} />
      <textarea aria-label="Story" value={story} readOnly />
    </>
  )
}

function serve(answers: { upload?: () => Response; then?: object; availability?: object }) {
  const sent: (string | null)[] = []
  server.use(
    http.get(address(`${base}/availability`), () =>
      HttpResponse.json(answers.availability ?? availability),
    ),
    http.post(address(`${base}/upload`), ({ request }) => {
      sent.push(new URL(request.url).searchParams.get('source'))
      return answers.upload?.() ?? HttpResponse.json(asked, { status: 202 })
    }),
    http.get(address(`${base}/${asked.id}`), () =>
      HttpResponse.json(answers.then ?? { ...ended, text: 'We deleted three meetings.' }),
    ),
  )
  return sent
}

const open = (story = '') => renderInWorkspace(<Story story={story} />)
const file = () => new File(['ID3.'], 'walk.mp3', { type: 'audio/mpeg' })
const choose = async () =>
  userEvent.upload(
    await screen.findByLabelText('Choose an audio file', { selector: 'input' }),
    file(),
  )

/** What jsdom lacks: a microphone that grants or refuses, and a recorder that hands over one slice. */
function microphone(grant: () => Promise<MediaStream>) {
  class Recorder {
    static isTypeSupported = (type: string) => type.startsWith('audio/webm')
    state = 'inactive'
    ondataavailable?: (event: { data: Blob }) => void
    onstop?: () => void
    start() {
      this.state = 'recording'
    }
    pause() {
      this.state = 'paused'
    }
    resume() {
      this.state = 'recording'
    }
    stop() {
      this.state = 'inactive'
      this.ondataavailable?.({ data: new Blob(['sound']) })
      this.onstop?.()
    }
  }
  vi.stubGlobal('MediaRecorder', Recorder)
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getUserMedia: grant } })
  URL.createObjectURL = () => 'blob:sound'
  URL.revokeObjectURL = () => undefined
}
const stopped = vi.fn()
const stream = () => ({ getTracks: () => [{ stop: stopped }] }) as unknown as MediaStream

describe('speaking a story', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )
  afterEach(() => {
    vi.unstubAllGlobals()
    stopped.mockClear()
  })

  it('puts the text of a file behind what is written, and takes it out again', async () => {
    const sent = serve({})
    await open('It was a Tuesday.')
    await choose()
    await screen.findByText(/Read it through/, {}, { timeout: 5000 })
    expect(screen.getByLabelText('Story')).toHaveValue(
      'It was a Tuesday.\n\nWe deleted three meetings.',
    )
    expect(sent).toEqual(['upload'])
    await userEvent.click(screen.getByRole('button', { name: 'Take it out again' }))
    expect(screen.getByLabelText('Story')).toHaveValue('It was a Tuesday.')
  })

  it('records, pauses, goes on and sends what was recorded', async () => {
    microphone(() => Promise.resolve(stream()))
    const sent = serve({})
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Record' }))
    expect(await screen.findByRole('button', { name: 'Stop' })).toHaveFocus()
    expect(screen.getByText('0:00 of 60:00')).toBeVisible()
    expect(screen.getByRole('meter', { name: 'Loudness' })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }))
    expect(screen.getByText('Paused')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }))
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }))
    expect(stopped).toHaveBeenCalled()
    await userEvent.click(await screen.findByRole('button', { name: 'Turn into text' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent).toEqual(['recording'])
    await screen.findByText(/Read it through/, {}, { timeout: 5000 })
  })

  it('forgets a recording that is discarded', async () => {
    microphone(() => Promise.resolve(stream()))
    const sent = serve({})
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Record' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Discard' }))
    expect(await screen.findByRole('button', { name: 'Record' })).toBeVisible()
    expect(stopped).toHaveBeenCalled()
    expect(sent).toHaveLength(0)
  })

  it.each([
    ['NotAllowedError', /does not let this page use the microphone/],
    ['NotFoundError', /No microphone was found/],
    ['NotReadableError', /could not be opened/],
  ])('says what to do after %s', async (name, sentence) => {
    microphone(() => Promise.reject(new DOMException('no', name)))
    serve({})
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Record' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
    expect(screen.getByRole('button', { name: 'Choose an audio file' })).toBeEnabled()
  })

  it('says so where pages may not record', async () => {
    serve({})
    await open()
    await userEvent.click(await screen.findByRole('button', { name: 'Record' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/over https/)
  })

  it('offers nothing but the reason where no model is set up', async () => {
    serve({
      availability: {
        ...availability,
        available: false,
        unavailable_reason: 'Give it GROQ_API_KEY.',
      },
    })
    await open()
    expect(await screen.findByText(/you can type your story. Give it GROQ_API_KEY./)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Record' })).toBeNull()
  })

  it('keeps what was refused, and sends it again', async () => {
    let refusals = 1
    const sent = serve({
      upload: () =>
        refusals-- > 0
          ? problem(422, 'transcription.content_mismatch', 'The content of walk.mp3 is no mp3.')
          : HttpResponse.json({ ...ended, text: 'Heard.' }),
    })
    await open()
    await choose()
    expect(await screen.findByRole('alert')).toHaveTextContent('The content of walk.mp3 is no mp3.')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.getByLabelText('Story')).toHaveValue('Heard.'))
    expect(sent).toHaveLength(2)
  })

  it('takes the address of a video where videos can be fetched', async () => {
    const asked = vi.fn()
    serve({ availability: { ...availability, videos_available: true } })
    server.use(
      http.post(address(`${base}/youtube`), async ({ request }) => {
        asked(await request.json())
        return HttpResponse.json({ ...ended, text: 'Told on a stage.' })
      }),
    )
    await open()
    const field = await screen.findByLabelText(/address of a video/)
    expect(screen.getByRole('button', { name: 'Turn into text' })).toBeDisabled()
    await userEvent.type(field, 'https://youtu.be/dQw4w9WgXcQ{Enter}')
    await waitFor(() => expect(screen.getByLabelText('Story')).toHaveValue('Told on a stage.'))
    expect(asked).toHaveBeenCalledWith({ url: 'https://youtu.be/dQw4w9WgXcQ' })
  })

  it('offers no videos where none can be fetched', async () => {
    serve({})
    await open()
    await screen.findByRole('button', { name: 'Record' })
    expect(screen.queryByLabelText(/address of a video/)).toBeNull()
  })

  it('shows why a provider failed', async () => {
    serve({
      then: {
        ...ended,
        status: 'failed',
        error_code: 'no_speech',
        error_detail: 'No speech was heard.',
      },
    })
    await open()
    await choose()
    expect(await screen.findByRole('alert', {}, { timeout: 5000 })).toHaveTextContent(
      'No speech was heard.',
    )
  })
})
