import { afterEach, describe, expect, it, vi } from 'vitest'
import { makePasskey, showPasskey } from './passkeys'

const buffer = (...numbers: number[]) => Uint8Array.from(numbers).buffer

function browser(method: 'create' | 'get', answer: () => Promise<unknown>) {
  const asked = vi.fn(answer)
  vi.stubGlobal('navigator', { credentials: { [method]: asked } })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

const common = {
  id: 'AQI',
  rawId: buffer(1, 2),
  type: 'public-key',
  authenticatorAttachment: null,
  getClientExtensionResults: () => ({}),
}

describe('passkeys', () => {
  it('hands the browser bytes and gives the server text', async () => {
    const asked = browser('get', async () => ({
      ...common,
      response: {
        clientDataJSON: buffer(255, 254),
        authenticatorData: buffer(3),
        signature: buffer(4),
        userHandle: null,
      },
    }))

    const shown = await showPasskey({
      challenge: '__4',
      allowCredentials: [{ id: 'AQI', transports: ['internal'] }],
    })

    const [{ publicKey }] = asked.mock.calls[0] as unknown as [
      { publicKey: PublicKeyCredentialRequestOptions },
    ]
    expect(new Uint8Array(publicKey.challenge as ArrayBuffer)).toEqual(Uint8Array.of(255, 254))
    expect(shown).toMatchObject({
      rawId: 'AQI',
      response: { clientDataJSON: '__4', authenticatorData: 'Aw', signature: 'BA' },
    })
    expect(shown!.response).not.toHaveProperty('userHandle')
  })

  it('tells calling it off from failing', async () => {
    browser('create', () => Promise.reject(new DOMException('', 'NotAllowedError')))
    const options = { challenge: '', user: { id: '' }, excludeCredentials: [] }
    expect(await makePasskey(options)).toBeUndefined()

    browser('create', () => Promise.reject(new DOMException('', 'SecurityError')))
    await expect(makePasskey(options)).rejects.toThrow()
  })
})
