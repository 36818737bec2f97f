import { useTranslations } from 'next-intl';

const SIZE = { width: 96, height: 24 };

/** Messages a day as a small line; the number beside it says how many in all. */
export function Sparkline({ days }: { days: readonly number[] }) {
  const t = useTranslations('designer.list');
  const most = Math.max(1, ...days);
  const count = days.reduce((sum, day) => sum + day, 0);
  const step = SIZE.width / Math.max(1, days.length - 1);
  const y = (day: number): number => SIZE.height - 2 - (day / most) * (SIZE.height - 4);
  return (
    <svg
      role="img"
      aria-label={t('traffic', { count })}
      width={SIZE.width}
      height={SIZE.height}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
    >
      <title>{t('traffic', { count })}</title>
      <polyline
        points={days.map((day, index) => `${(index * step).toFixed(1)},${y(day).toFixed(1)}`).join(' ')}
        fill="none"
        stroke={count === 0 ? 'var(--mantine-color-gray-5)' : 'var(--mantine-primary-color-filled)'}
        strokeWidth={1.6}
        strokeLinejoin="round"
      />
    </svg>
  );
}
