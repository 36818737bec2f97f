import { describe, expect, it } from 'vitest';
import { detectLanguage } from './detect-language';

describe('detectLanguage', () => {
  it.each([
    ['de', 'Guten Tag, ich habe meine Bestellung noch nicht erhalten. Können Sie mir bitte helfen?'],
    ['de', 'Hallo, wo bleibt mein Paket?'],
    ['de', 'Wann kommt die Lieferung'],
    ['de', 'Kündigung zum Monatsende'],
    ['de', 'ich moechte meinen vertrag kuendigen'],
    ['en', 'Hello, I have not received my order yet. Could you please help me?'],
    ['en', 'Where is my parcel? Thanks'],
    ['en', 'I want to cancel the contract'],
    ['fr', "Bonjour, je n'ai pas reçu ma commande. Pouvez-vous nous aider ?"],
    ['es', 'Hola, todavía no he recibido mi pedido. ¿Puede ayudarme por favor?'],
    ['it', 'Buongiorno, non ho ancora ricevuto il mio ordine, grazie'],
    ['nl', 'Geachte, ik heb mijn bestelling nog niet ontvangen, graag een reactie'],
    ['pl', 'Dzień dobry, nie otrzymałem jeszcze zamówienia, proszę o pomoc'],
    ['ru', 'Здравствуйте, где мой заказ?'],
    ['ja', 'お世話になっております。注文がまだ届いていません。'],
    ['zh', '您好，我的订单还没有收到。'],
    [null, '12345'],
    [null, ''],
    [null, 'OK'],
  ])('%s: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });
});
