import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { PersonasPage } from './personas-page'
import type { Persona } from './queries'
import { TestPanel } from './test-panel'

const at = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)

const persona = (change: Partial<Persona> = {}): Persona => ({
  slug: 'writer',
  name: 'Writer',
  description: 'Writes one post.',
  needs_rules: 'full',
  needs_voice: true,
  output_kind: 'draft',
  source: 'system',
  is_system: true,
  version: 1,
  revision: 0,
  content_hash: 'c0ffee',
  outdated: false,
  enabled: true,
  ...change,
})

describe('the page of personas', () => {
  it('tells whose text each one is, and when the original is newer', async () => {
    server.use(
      http.get(at('/personas'), () =>
        HttpResponse.json({
          items: [
            persona(),
            persona({ slug: 'auditor', name: 'Auditor', source: 'override', outdated: true }),
          ],
          voices: [{ slug: 'professional', name: 'Professional' }],
          default_voice: 'professional',
        }),
      ),
    )
    await renderInWorkspace(<PersonasPage />, { scopes: ['workflow:read'] })
    expect(await screen.findByRole('link', { name: 'Writer' })).toBeVisible()
    expect(screen.getByText('Changed')).toBeVisible()
    expect(screen.getByText('A newer original exists')).toBeVisible()
    expect(screen.getByText(/Owners and admins can change it/)).toBeVisible()
    expect(screen.getByLabelText('Voice of the workspace')).toBeDisabled()
    expect(screen.queryByLabelText('Short name')).not.toBeInTheDocument()
  })
})

describe('trying a persona', () => {
  it('sends the unsaved text and tells form, tokens and cost', async () => {
    let sent: unknown
    server.use(
      http.post(at('/personas/writer/test'), async ({ request }) => {
        sent = await request.json()
        return HttpResponse.json({
          agent: 'writer-a',
          provider: 'openai',
          model: 'm',
          is_llm: true,
          answer: 'No.',
          valid: false,
          errors: ['The post has 1 word.'],
          cleanups: [],
          notes: [],
          input_tokens: 900,
          output_tokens: 2,
          estimated: false,
          credits: 1,
          cost_usd: 0.0123,
          duration_s: 1.5,
        })
      }),
    )
    await renderInWorkspace(<TestPanel persona={persona()} template="My text" voice="" />)
    await userEvent.type(await screen.findByLabelText('A story'), 'We had nine meetings.')
    await userEvent.click(screen.getByRole('button', { name: 'Ask once' }))
    expect(await screen.findByText('Wrong form')).toBeVisible()
    expect(screen.getByText('The post has 1 word.')).toBeVisible()
    expect(screen.getByText(/902 tokens/)).toHaveTextContent('$0.0123')
    expect(sent).toEqual({ story: 'We had nine meetings.', template: 'My text', voice: '' })
  })
})
