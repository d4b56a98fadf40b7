using System.Globalization;
using ReferralNetwork.Tests.Holidays;

Console.Write(Calendars.Sql(args.Select(year => int.Parse(year, CultureInfo.InvariantCulture))));
