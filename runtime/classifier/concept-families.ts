/**
 * Concepts that are near to one another, one family a line. A text that says "delete" is closer to one that says
 * "cancel" than to one that says "show": the family carries that where no example used the very word.
 */
export const CONCEPT_FAMILIES = `
ending = cancel, terminate, delete, turn-off, pause, block
showing = see, list, find, ask-where, ask-explain, know-status
making = create, add, book, order, register, activate, start
altering = change, move-date, correct, replace, extend, upgrade, downgrade
weather = weather, rain, snow, sun, cloud, temperature, hot, cold, wind
point-in-time = today, tomorrow, yesterday, day, week, weekday-name, month, hour, daytime, month-name, date, next, ask-when
not-there-yet = waiting, late, ask-duration, missing, order-status, tracking
trouble = failed, declined, not-working, broken, problem, crash, wrong, block, missing
distrust = know-not, fraud, stolen, wrong, complaint, twice
paying = pay, charge, price, purchase, transaction, direct-debit, invoice
money-in = receive, deposit, top-up, salary, balance, fund-source
money-back = refund, revert, return-goods, withdrawal-right
paper = invoice, statement, certificate, upload
listening = music, playlist, play, radio-video, loud, skip
works = book-read, radio-video, game, picture
dining = restaurant, menu-food, people-count
travelling = travel, flight, train-bus, hotel, luggage, ticket, abroad, visa-travel, country
proof = verify, identity, certificate, code, upload
access = login, password, code, pin, forgot, unblock
devices = internet, phone, computer, software, app, website, appliance
energy = electricity, gas-heat, meter, provider
shipping = delivery, parcel, arrive, tracking, order-status, pickup, customs, send
persons = someone, family, recipient, human, company, people-count, age
where-one-lives = address, relocate, home, event-place, branch
talking = contact, human, call, email, message
judging = rate, complaint, praise, suggestion
getting-card = order, get, new, replace, physical, delivery
`;
