"""A story with times of every kind that a format of others may trip over, and with bad texts."""

ODD = """
timeline: {title: Odd times, zone: Europe/Amsterdam}
actors: {x: X}
sources: {one: {name: One, url: 'https://one.example/?a=1;b,c'}, two: Two}
events:
  undated:
    - {id: never, title: At no known time}
    - {id: year-one, title: In the first year, when: 0002-01-01}
    - {id: hastings, title: Hastings, when: 1066-10-14}
    - {id: moscow, title: Moscow burns, when: "1812-09-14 20:00:05"}
    - {id: last-year, title: In the last year, when: 9999-06}
    - {id: last-day, title: On the last day of all, when: 9999-12-31}
    - {id: last-second, title: Near the end, when: "9999-12-31 20:59:59"}
  2023-11-17:
    - {id: second, title: To the second, when: "12:28:50"}
    - {id: fraction, title: To a fraction, when: "12:28:50.123456"}
    - {id: minute, title: To the minute, when: 12:28}
    - {id: day, title: That day, when: 2023-11-17}
    - {id: month, title: That month, when: 2023-11}
    - {id: sunday, title: Another day, when: 2023-11-19}
    - {id: days, title: Three days, when: from 2023-11-17 to 2023-11-19}
    - {id: clocks, title: From a clock to another, when: from 12:00 to 13:30}
    - {id: midnight, title: To midnight, when: from 20:00 to 24:00}
    - {id: vague, title: About noon, when: ~12:00}
    - {id: doubted, title: In doubt, when: 12:00?}
    - {id: after, title: After ten, when: after 2023-11-17 22:00}
    - {id: after-day, title: After that day, when: after 2023-11-17}
    - {id: before, title: Before ten, when: before 2023-11-17 10:00}
    - {id: since, title: Since noon, when: since 12:00}
    - {id: disputed, title: Disputed, when: [{is: 12:00, source: one}, {is: 13:00, source: two}]}
    - {id: either, title: One of two, when: 12:00 or 13:00}
    - {id: planned, title: Planned, when: 18:00, status: planned, caused_by: day}
    - {id: lines, title: "Two\\r\\nlines\\nBEGIN:VEVENT\\nX-EVIL:1", when: 14:00, place: "a,b;c\\\\d",
       text: "one\\ntwo\\r\\nEND:VCALENDAR", tags: ["a,b", "c;d"], quote: "\\"q\\" \\u2028 x"}
    - {id: address, title: An address, when: 14:01, url: "https://x.example/a,b;c", actors: x}
    - {id: script, title: No address, when: 14:02, url: "javascript:alert(1)"}
    - {id: lines-url, title: An address of two lines, when: 14:03, url: "http://x.example/\\r\\nX-EVIL:1"}
  2023-10-29:
    - {id: twice, title: An hour that comes twice, when: "02:30"}
    - {id: long-day, title: A day of 25 hours, when: 2023-10-29}
"""  # noqa: E501
