import { Button, ButtonProps, Tooltip, TooltipTrigger } from '@backstage/ui';

/**
 * A button that says why it cannot be pressed. It stays focusable then, so that
 * the reason can be reached with the keyboard and is read out.
 */
export const ExplainedButton = (
  props: Omit<ButtonProps, 'isDisabled' | 'style'> & { reason?: string },
) => {
  const { reason, onPress, ...rest } = props;
  const off = Boolean(reason);
  return (
    <TooltipTrigger delay={0} isDisabled={!off}>
      <Button
        {...rest}
        onPress={off ? undefined : onPress}
        aria-disabled={off || undefined}
        style={off ? { opacity: 0.5 } : undefined}
      />
      <Tooltip>{reason}</Tooltip>
    </TooltipTrigger>
  );
};
