import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { LearnPage } from './learn-page'
import { ScorePanel } from './score-panel'
import type { Score } from './queries'

const at = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)

const score = (change: Partial<Score> = {}): Score => ({
  words: 80,
  own_range: [],
  coverage: 1,
  algorithm_version: 1,
  components: [],
  penalties: [],
  bonus: 0,
  differences: [],
  avoid_hits: [],
  signature_hits: [],
  ...change,
})

describe('scoring a text', () => {
  it('marks exactly the characters a difference names, behind an emoji too', async () => {
    server.use(
      http.post(at('/voice-profiles/p/score'), () =>
        HttpResponse.json(
          score({
            score: 74,
            verdict: 'close',
            own_range: [68.2, 91.7],
            components: [{ key: 'punctuation', points: 9.1, of: 19 }],
            differences: [
              {
                feature: 'em_dash',
                profile: 0,
                draft: 12,
                unit: 'per 1000 words',
                lost_points: 4,
                message: 'You never use dashes; this draft has 1.',
                hint: 'Take some out.',
                spans: [[8, 9]],
              },
            ],
          }),
        ),
      ),
    )
    await renderInWorkspace(<ScorePanel profileId="p" />)
    await userEvent.type(
      await screen.findByLabelText('Text to compare with this voice'),
      '🚀 Now! — please',
    )
    await userEvent.click(screen.getByRole('button', { name: 'Score' }))
    expect(await screen.findByText('74')).toBeVisible()
    expect(screen.getByText('Close')).toBeVisible()
    expect(screen.getByText(/68 to 92/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: /^Show: You never use dashes/ }))
    expect(document.querySelector('mark')).toHaveTextContent('—')
  })

  it('says why there is no score', async () => {
    server.use(
      http.post(at('/voice-profiles/p/score'), () =>
        HttpResponse.json(score({ words: 59, need: 60, reason: 'too_short' })),
      ),
    )
    await renderInWorkspace(<ScorePanel profileId="p" />)
    await userEvent.type(await screen.findByLabelText('Text to compare with this voice'), 'Short')
    await userEvent.click(screen.getByRole('button', { name: 'Score' }))
    expect(await screen.findByText('No score: 59 words of the 60 it takes.')).toBeVisible()
  })
})

describe('learning a voice', () => {
  it('counts words while they are written and needs 500', async () => {
    server.use(
      http.get(at('/voice/prompts'), () =>
        HttpResponse.json({
          items: [{ id: 'crisis', prompt: 'What broke?', reveals: 'Pressure' }],
        }),
      ),
      http.get(at('/voice/samples'), () =>
        HttpResponse.json({ samples: [], total_word_count: 120, can_analyze: false }),
      ),
    )
    await renderInWorkspace(<LearnPage />, { scopes: ['strategy:read', 'strategy:write'] })
    await userEvent.type(await screen.findByLabelText('A text you wrote'), 'We had nine meetings.')
    expect(screen.getByText('120 of 500 words so far, and 4 in the field above.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Learn this voice' })).toBeDisabled()
    expect(screen.getByText(/Paste 500 words/)).toBeVisible()
  })
})
