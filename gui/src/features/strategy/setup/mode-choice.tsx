import { useNavigate } from '@tanstack/react-router'
import { useWorkspace } from '@/lib/workspace'
import { modes, type Mode } from '../begin'
import { t } from '../sentences'

/** Quick, chat or deep; the address keeps the choice. */
export function ModeChoice({ chosen }: { chosen?: Mode }) {
  const { slug } = useWorkspace()
  const navigate = useNavigate()
  return (
    <fieldset className="grid gap-2 sm:grid-cols-3">
      <legend className="mb-2 font-medium">{t('setup.how')}</legend>
      {modes.map((mode) => (
        <label
          key={mode}
          htmlFor={`mode-${mode}`}
          className="flex items-start gap-2 rounded-card border border-control bg-surface p-3 has-checked:border-primary has-checked:bg-mark-primary"
        >
          <input
            id={`mode-${mode}`}
            type="radio"
            name="mode"
            className="mt-1 accent-primary"
            aria-describedby={`mode-${mode}-detail`}
            checked={chosen === mode}
            onChange={() =>
              void navigate({
                to: '/w/$slug/strategy/new',
                params: { slug },
                search: { mode },
                replace: true,
              })
            }
          />
          {t(`setup.mode.${mode}`)}
          <span id={`mode-${mode}-detail`} className="text-sm">
            {t(`setup.mode.${mode}.detail`)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
