import { LabelPanel } from "./LabelPanel";

/** The labels of an order over the whole screen. */
export function LabelScreen({ orderNo, onClose }: { orderNo: string; onClose: () => void }) {
  return <LabelPanel key={orderNo} wide order={{ order_no: orderNo }} onClose={onClose} />;
}
