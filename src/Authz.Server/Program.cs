Console.Error.WriteLine("authz");
return 2;
